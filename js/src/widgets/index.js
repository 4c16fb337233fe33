// The widgets of the boards, in one file that the dashboard, JupyterLab and the kernel's fallback share.
import sliderStyle from "nouislider/dist/nouislider.min.css";
import gridStyle from "tabulator-tables/dist/css/tabulator.min.css";
import { Chart } from "./chart.js";
import { Entries } from "./entries.js";
import { Grid } from "./grid.js";
import { Heat } from "./heat.js";
import { RangeSlider } from "./range-slider.js";
import { Session } from "./session.js";

// Before every other style, so that board.css has the last word.
const style = document.createElement("style");
style.textContent = gridStyle + sliderStyle;
document.head.prepend(style);

globalThis.workbenchWidgets = { Chart, Entries, Grid, Heat, RangeSlider, Session };
