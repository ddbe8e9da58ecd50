#pragma once

#include <string>

#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Who may hear of a row of the audit log. The public acts are those of the transparency log; of
// their details everybody may know some, and never what people wrote.
bool is_public_act(const std::string& action);
bool is_public_detail(const std::string& name);

// Who is to judge and who agrees already is between the curators.
bool is_for_partners(const AuditRow& row);

}  // namespace haat::server
