// The widgets of the boards, in one file that the dashboard, JupyterLab and the kernel's fallback share.
import { Chart } from "./chart.js";
import { Grid } from "./grid.js";
import { RangeSlider } from "./range-slider.js";
import { Session } from "./session.js";

globalThis.workbenchWidgets = { Chart, Grid, RangeSlider, Session };
