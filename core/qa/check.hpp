#pragma once

#include "core/competency/dictionary.hpp"
#include "core/package/package.hpp"
#include "core/qa/finding.hpp"
#include "core/qa/profile.hpp"
#include "core/result.hpp"

namespace haat {

// Runs every rule that the profile has not switched off. The Error is for a package that cannot be
// read; whatever is wrong with the course is in the report, which is the same on any number of
// threads.
Result<Report> check_package(const Package& package, const Dictionary& dictionary,
                             const Profile& profile = Profile::practical(),
                             unsigned threads = useful_threads());

}  // namespace haat
