#pragma once

#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// One course of a marketplace, with how long it has been there, and who brought it and signed it.
void print_course(Io& io, const CatalogueCourse& course);

}  // namespace haat::cli
