#pragma once

#include <functional>

#include "core/result.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

// An answer that depends on the request's path, its query, this server's address if it
// names it,
// and on nothing but what the catalogue holds: given again from memory until the catalogue changes,
// and not at all to whoever has it. `make` answers 200 or an error.
enum class Names { nothing, this_server };
Result<Response> catalogue_answer(const Request& request, Services& services, Names names,
                                  const std::function<Result<Response>(Session&)>& make);

// How clients reach this server, without a slash at the end: as the operator says, or else as this
// client does.
std::string base_url(const Request& request, const Services& services);

}  // namespace haat::server
