#include "tools/haat/commands.hpp"

#include <algorithm>
#include <array>

// Every command: its group, and its file in commands/. A new command is one line here.
#define HAAT_COMMANDS(COMMAND)                 \
  COMMAND(author, new)                         \
  COMMAND(author, import)                      \
  COMMAND(author, preview)                     \
  COMMAND(author, pack)                        \
  COMMAND(check, check)                        \
  COMMAND(check, show)                         \
  COMMAND(check, rules)                        \
  COMMAND(check, competencies)                 \
  COMMAND(check, schema)                       \
  COMMAND(sign, key_new)                       \
  COMMAND(sign, key_list)                      \
  COMMAND(sign, key_show)                      \
  COMMAND(sign, key_export)                    \
  COMMAND(sign, key_import)                    \
  COMMAND(sign, key_register)                  \
  COMMAND(sign, key_rotate)                    \
  COMMAND(sign, key_revoke)                    \
  COMMAND(sign, key_announce)                  \
  COMMAND(sign, sign)                          \
  COMMAND(sign, verify)                        \
  COMMAND(sign, trust_add)                     \
  COMMAND(sign, trust_list)                    \
  COMMAND(sign, trust_remove)                  \
  COMMAND(sign, trust_follow)                  \
  COMMAND(sign, trust_revoke)                  \
  COMMAND(sign, log_audit)                     \
  COMMAND(publish, login)                      \
  COMMAND(publish, logout)                     \
  COMMAND(publish, password)                   \
  COMMAND(publish, token_new)                  \
  COMMAND(publish, token_list)                 \
  COMMAND(publish, token_revoke)               \
  COMMAND(publish, partner_register)           \
  COMMAND(publish, partner_claim)              \
  COMMAND(publish, partner_namespace)          \
  COMMAND(publish, partner_prove)              \
  COMMAND(publish, partner_member_add)         \
  COMMAND(publish, partner_member_list)        \
  COMMAND(publish, partner_member_remove)      \
  COMMAND(publish, course_transfer_offer)      \
  COMMAND(publish, course_transfer_list)       \
  COMMAND(publish, course_transfer_show)       \
  COMMAND(publish, course_transfer_accept)     \
  COMMAND(publish, course_transfer_decline)    \
  COMMAND(publish, course_transfer_withdraw)   \
  COMMAND(publish, publish)                    \
  COMMAND(publish, submit)                     \
  COMMAND(publish, status)                     \
  COMMAND(publish, comment)                    \
  COMMAND(publish, answer)                     \
  COMMAND(publish, withdraw)                   \
  COMMAND(publish, rubric)                     \
  COMMAND(publish, assess)                     \
  COMMAND(publish, search)                     \
  COMMAND(publish, get)                        \
  COMMAND(publish, webhook_add)                \
  COMMAND(publish, webhook_list)               \
  COMMAND(publish, webhook_deliveries)         \
  COMMAND(publish, webhook_remove)             \
  COMMAND(provide, provider_new)               \
  COMMAND(provide, provider_check)             \
  COMMAND(provide, provider_call)              \
  COMMAND(provide, provider_map)               \
  COMMAND(provide, provider_sign)              \
  COMMAND(curate, review_list)                 \
  COMMAND(curate, review_show)                 \
  COMMAND(curate, review_admit)                \
  COMMAND(curate, review_assign)               \
  COMMAND(curate, review_endorse)              \
  COMMAND(curate, review_accept)               \
  COMMAND(curate, review_reschedule)           \
  COMMAND(curate, review_request_changes)      \
  COMMAND(curate, review_reject)               \
  COMMAND(curate, catalogue_flag)              \
  COMMAND(curate, catalogue_clear)             \
  COMMAND(curate, catalogue_unlist)            \
  COMMAND(curate, catalogue_list)              \
  COMMAND(curate, catalogue_schedule_end)      \
  COMMAND(curate, catalogue_retire)            \
  COMMAND(curate, catalogue_take_down)         \
  COMMAND(curate, scan_order)                  \
  COMMAND(curate, scan_list)                   \
  COMMAND(curate, scan_show)                   \
  COMMAND(curate, provider_list)               \
  COMMAND(curate, provider_settings)           \
  COMMAND(curate, provider_courses)            \
  COMMAND(curate, provider_ingest)             \
  COMMAND(curate, provider_rows)               \
  COMMAND(curate, provider_completions)        \
  COMMAND(curate, provider_check_health)       \
  COMMAND(curate, provider_launch)             \
  COMMAND(curate, provider_submit)             \
  COMMAND(curate, provider_verify_certificate) \
  COMMAND(curate, partner_add)                 \
  COMMAND(curate, partner_list)                \
  COMMAND(curate, partner_requests)            \
  COMMAND(curate, partner_approve)             \
  COMMAND(curate, partner_reject)              \
  COMMAND(curate, account_list)                \
  COMMAND(curate, account_show)                \
  COMMAND(curate, account_invite)              \
  COMMAND(curate, account_link)                \
  COMMAND(curate, account_unlink)              \
  COMMAND(curate, account_suspend)             \
  COMMAND(curate, account_resume)              \
  COMMAND(curate, account_reset_password)      \
  COMMAND(curate, kpis)                        \
  COMMAND(curate, audit)

namespace haat::cli {

#define HAAT_DECLARE(heading, symbol) extern const Command symbol##_command;
HAAT_COMMANDS(HAAT_DECLARE)
#undef HAAT_DECLARE

namespace {

namespace group {
[[maybe_unused]] constexpr std::string_view author = "Make a course";
[[maybe_unused]] constexpr std::string_view check = "Check it";
[[maybe_unused]] constexpr std::string_view sign = "Sign and verify";
[[maybe_unused]] constexpr std::string_view publish = "Publish and find";
[[maybe_unused]] constexpr std::string_view provide = "Make a provider";
[[maybe_unused]] constexpr std::string_view curate = "Run a marketplace";
}  // namespace group

#define HAAT_ROW(heading, symbol) {group::heading, &symbol##_command},
const std::array rows = std::to_array<CommandRow>({HAAT_COMMANDS(HAAT_ROW)});
#undef HAAT_ROW

}  // namespace

std::span<const CommandRow> all_commands() {
  return rows;
}

const Command* take_command(std::vector<std::string>& words) {
  // The longest name wins: "key new" before a "key".
  for (std::size_t count = std::min<std::size_t>(words.size(), 3); count > 0; --count) {
    std::string name = words[0];
    for (std::size_t i = 1; i < count; ++i) name += " " + words[i];
    for (const CommandRow& row : rows) {
      if (row.command->name != name) continue;
      words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
      return row.command;
    }
  }
  return nullptr;
}

std::vector<const Command*> commands_under(std::string_view word) {
  std::vector<const Command*> found;
  const std::string prefix = std::string(word) + " ";
  for (const CommandRow& row : rows)
    if (row.command->name == word || row.command->name.starts_with(prefix))
      found.push_back(row.command);
  return found;
}

}  // namespace haat::cli
