// On every page: small behaviours on top of HTML that already works.
import { startErrorSummary } from "./error_summary.js";
import { startCounters } from "./counter.js";
import { startSubmitOnce } from "./submit_once.js";
import { startOffline } from "./offline.js";
import { startDialogs } from "./dialog.js";

document.documentElement.classList.add("has-script");
startErrorSummary();
startCounters();
startSubmitOnce();
startOffline();
startDialogs();
