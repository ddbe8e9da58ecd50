#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_assign_command;
const Command review_assign_command{
    .name = "review assign",
    .summary = "Name the curator who is to judge a submission.",
    .examples = "haat review assign 1 --curator meera\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax, {.act = "assign", .curator = "the account of a curator"});
        },
};

}  // namespace haat::cli
