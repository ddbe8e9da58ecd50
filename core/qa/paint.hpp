#pragma once

#include <string>

#include "core/qa/report.hpp"

// The colours of the reports for a terminal (ECMA-48, 8.3.117).
namespace haat::paint {

constexpr const char *red = "\x1b[31m", *yellow = "\x1b[33m", *green = "\x1b[32m",
                     *blue = "\x1b[34m", *bold = "\x1b[1m", *dim = "\x1b[2m", *plain = "\x1b[0m";

inline std::string painted(Colour colour, const char* paint, const std::string& text) {
  return colour == Colour::off ? text : paint + text + plain;
}

}  // namespace haat::paint
