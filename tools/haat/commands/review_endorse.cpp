#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_endorse_command;
const Command review_endorse_command{
    .name = "review endorse",
    .summary = "Agree with a submission, where the marketplace asks for more than one curator.",
    .examples = "haat review endorse 1\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(
              syntax,
              {.act = "endorse", .reason = "a word for the record", .reason_needed = false});
        },
};

}  // namespace haat::cli
