#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_reject_command;
const Command review_reject_command{
    .name = "review reject",
    .summary = "Reject a submission, with the reason.",
    .examples = "haat review reject 1 --reason \"The course is about another subject.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(
              syntax, {.act = "reject", .reason = "why not; the partner reads it in haat status"});
        },
};

}  // namespace haat::cli
