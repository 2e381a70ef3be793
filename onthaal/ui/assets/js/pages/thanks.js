// The report is in: nothing of it needs to stay on this device.
import { forget } from "../report/draft.js";

forget();
history.replaceState({}, "");
