#pragma once

#include <string>

#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// "CID1:2 CID7", a level where one is said.
std::string competencies_text(const CatalogueCourse& course);

// One course of a marketplace, with how long it has been there, and who brought it and signed it.
void print_course(Io& io, const CatalogueCourse& course);

}  // namespace haat::cli
