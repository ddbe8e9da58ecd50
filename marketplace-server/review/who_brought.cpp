#include "marketplace-server/review/who_brought.hpp"

#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<std::string> who_brought(Session& session, const Submission& submission) {
  if (!submission.submitted_by.starts_with("provider:")) return std::string();
  HAAT_TRY(const auto rows, session.history(submission.id));
  for (const AuditRow& row : rows)
    if (row.action == "submission.created") return row.actor;
  return std::string();
}

}  // namespace haat::server
