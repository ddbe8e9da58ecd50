#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_admit_command;
const Command review_admit_command{
    .name = "review admit",
    .summary = "Let a submission out of quarantine, after a look at what was suspect in it.",
    .examples = "haat review admit 1 --reason \"The program is the exercise's own sample data.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(
              syntax, {.act = "admit", .reason = "why it is harmless; it stays with the history"});
        },
};

}  // namespace haat::cli
