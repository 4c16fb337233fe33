import { themeSwitch } from "./theme.js"; themeSwitch();
