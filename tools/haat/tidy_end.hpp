#pragma once

namespace haat::cli {

// From here on Ctrl-C (and being told to end, or the terminal going away) does not kill the command
// where it stands: what it had begun to write goes first. Asked again after a second, it
// dies at once.
void end_tidily();

// Ends the program as the signal would have ended it, so that a script's loop stops, too; returns
// where there was none.
void end_as_told();

}  // namespace haat::cli
