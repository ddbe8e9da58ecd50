#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_request_changes_command;
const Command review_request_changes_command{
    .name = "review request-changes",
    .summary = "Tell the partner what has to be mended before a submission is judged.",
    .examples = "haat review request-changes 1 --reason \"The quiz has no feedback.\"\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(
              syntax, {.act = "request-changes",
                       .reason = "what has to be mended; the partner reads it in haat status"});
        },
};

}  // namespace haat::cli
