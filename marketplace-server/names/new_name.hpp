#pragma once

#include <string>

#include "core/result.hpp"

namespace haat::server {

class Session;

// Whether a name, or a namespace, may be given to somebody new: it is not reserved
// (names/reserved.txt), nobody has it, and it is not taken for another's. `despite` is an admin's
// reason to give it away nevertheless; with one, only what somebody has, and the names of the
// server itself, are refused. conflict ("name-reserved", "name-looks-like", "namespace-taken",
// "account-exists")
enum class NameOf { partner, person };
Result<void> judge_new_name(Session& session, const std::string& name, NameOf whose,
                            const std::string& despite);
Result<void> judge_new_namespace(Session& session, const std::string& name_space,
                                 const std::string& despite);

}  // namespace haat::server
