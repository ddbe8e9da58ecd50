#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command withdraw_command;
const Command withdraw_command{
    .name = "withdraw",
    .summary = "Take a submission back before it is published.",
    .examples = "haat withdraw 1\n",
    .define = [](Syntax& syntax) { return define_deed(syntax, {.act = "withdraw"}); },
};

}  // namespace haat::cli
