#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_accept_command;
const Command review_accept_command{
    .name = "review accept",
    .summary = "Accept a submission: the marketplace signs it, and it goes live.",
    .examples = "haat review accept 1\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(
              syntax, {.act = "accept",
                       .reason = "a word for the record",
                       .reason_needed = false,
                       .at = "publish it then, in UTC, as in 2027-01-31T06:00:00Z; else at once"});
        },
};

}  // namespace haat::cli
