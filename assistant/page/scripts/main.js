// What the page does without asking Python, a view a file.

import "./stream.js";
import "./acts.js";
import "./adding.js";
import "./changing.js";
import "./asking.js";
import "./cards.js";
import "./filters.js";
import "./frame.js";
import "./history.js";
import "./library.js";
import "./lookup.js";
import "./overview.js";
import "./pages.js";
import "./report.js";
import "./shares.js";
import "./turns.js";
