#include "core/course/spdx.hpp"

#include <gtest/gtest.h>

namespace haat::test {
namespace {

TEST(Spdx, takes_expressions_of_listed_ids) {
  for (const auto* valid :
       {"CC-BY-4.0", "cc-by-4.0", "GPL-2.0", "GPL-2.0+", "MIT AND (Apache-2.0 OR CC0-1.0)",
        "GPL-2.0-or-later WITH Classpath-exception-2.0", "LicenseRef-our-terms",
        "DocumentRef-book:LicenseRef-2", "((MIT))"})
    EXPECT_EQ(spdx_fault(valid).value_or(""), "") << valid;
}

TEST(Spdx, says_what_is_wrong_and_what_was_meant) {
  const struct {
    const char *expression, *fault;
  } cases[] = {
      {"CC BY 4.0", R"("CC BY 4.0" is no licence of the SPDX list; "CC-BY-4.0" is)"},
      {"GPLv9", R"("GPLv9" is no licence of the SPDX list)"},
      {"All rights reserved", R"("All" is no licence of the SPDX list)"},
      {"", "it ends where a licence is wanted"},
      {"MIT OR", "it ends where a licence is wanted"},
      {"MIT or ISC", R"("AND" or "OR" is wanted where "or" stands)"},
      {"OR MIT", R"(a licence is wanted where "OR" stands)"},
      {"(MIT", "a bracket is not closed"},
      {"MIT)", R"-("AND" or "OR" is wanted where ")" stands)-"},
      {"(MIT) WITH Classpath-exception-2.0", R"("AND" or "OR" is wanted where "WITH" stands)"},
      {"MIT WITH MIT", R"("MIT" is no exception of the SPDX list)"},
      {"LicenseRef-", R"("LicenseRef-" is no licence of the SPDX list)"},
      {"LicenseRef-a/b", R"("LicenseRef-a/b" is no licence of the SPDX list)"},
      {"DocumentRef-a", R"("DocumentRef-a" is no licence of the SPDX list)"}};
  for (const auto& [expression, fault] : cases)
    EXPECT_EQ(spdx_fault(expression).value_or("valid"), fault) << expression;
}

}  // namespace
}  // namespace haat::test
