#include "marketplace-server/store/public_acts.hpp"

#include <set>

namespace haat::server {
namespace {

const std::set<std::string> public_acts{
    "account.created",      "registration.approved", "namespace.proved",
    "namespace.lapsed",     "transfer.accepted",     "key.registered",
    "key.rotated",          "key.revoked",           "root.installed",
    "submission.accepted",  "submission.published",  "submission.changes_requested",
    "submission.rejected",  "submission.superseded", "submission.unlisted",
    "submission.listed",    "submission.cleared",    "submission.retired",
    "submission.taken_down"};

const std::set<std::string> public_details{"role",      "namespace",    "threshold", "course",
                                           "version",   "package",      "by",        "successor",
                                           "until",     "root",         "place",     "blob",
                                           "statement", "former_owner", "new_owner"};

const std::set<std::string> between_curators{"submission.assigned", "submission.endorsed",
                                             "submission.assessed"};

}  // namespace

bool is_public_act(const std::string& action) {
  return public_acts.contains(action);
}

bool is_public_detail(const std::string& name) {
  return public_details.contains(name);
}

bool is_for_partners(const AuditRow& row) {
  return !between_curators.contains(row.action);
}

}  // namespace haat::server
