#pragma once

#include <string>

namespace haat::cli {

// Shows the address in a browser where there is a display. Whether it succeeds does not matter: the
// address is printed, too.
void open_browser(const std::string& address);

}  // namespace haat::cli
