// For a page without other scripts of its own of which a piece stays fresh.
import { startLive } from "../live.js";

startLive();
