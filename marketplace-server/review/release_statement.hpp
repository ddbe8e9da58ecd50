#pragma once

#include "core/signing/statement.hpp"
#include "marketplace-server/review/transitions.hpp"

namespace haat::server {

// What the marketplace signs of a package that it accepts: which decision, after which checks, with
// which score, and which competencies it stands for.
Statement release_statement(const Submission& submission, const Deed& acceptance);

}  // namespace haat::server
