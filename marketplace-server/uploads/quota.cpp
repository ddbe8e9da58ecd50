#include "marketplace-server/uploads/quota.hpp"

#include <chrono>

#include "core/wording.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::hours day{24};
const std::optional<Problem> within;

}  // namespace

Result<std::optional<Problem>> judge_bytes(Session& session, const std::string& partner,
                                           std::uint64_t more, const Quota& quota, Time now) {
  HAAT_TRY(const Usage usage, session.usage_of(partner, now - day));
  const std::uint64_t sum = usage.bytes + more;
  if (sum <= quota.bytes_a_day) return within;
  return over_limit(413, "quota-bytes",
                    "a partner may bring " + std::to_string(quota.bytes_a_day) +
                        " bytes in 24 hours, and with these " + partner + " would have brought " +
                        std::to_string(sum),
                    quota.bytes_a_day, sum);
}

Result<std::optional<Problem>> judge_submissions(Session& session, const std::string& partner,
                                                 const Quota& quota, Time now) {
  HAAT_TRY(const Usage usage, session.usage_of(partner, now - day));
  if (usage.submissions < quota.submissions_a_day) return within;
  const int sum = usage.submissions + 1;
  Problem problem = over_limit(
      429, "quota-submissions",
      "a partner may submit " + counted(quota.submissions_a_day, "package") +
          " in 24 hours, and this would be number " + std::to_string(sum) + " of " + partner,
      static_cast<std::uint64_t>(quota.submissions_a_day), static_cast<std::uint64_t>(sum));
  const Time again = usage.first_submission.value_or(now) + day;
  problem.headers.add("Retry-After", std::to_string((again - now).count()));
  return problem;
}

Result<std::optional<Problem>> judge_open_uploads(Session& session, const std::string& account,
                                                  const Quota& quota, Time now) {
  HAAT_TRY(const int open, session.open_uploads(account, now));
  if (open < quota.open_uploads) return within;
  return over_limit(429, "uploads-too-many",
                    "an account may have " + counted(quota.open_uploads, "upload") +
                        " open, and this would be number " + std::to_string(open + 1) + " of " +
                        account + "; submit or remove one",
                    static_cast<std::uint64_t>(quota.open_uploads),
                    static_cast<std::uint64_t>(open + 1));
}

}  // namespace haat::server
