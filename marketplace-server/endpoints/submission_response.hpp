#pragma once

#include "core/result.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/review/hand_in.hpp"
#include "marketplace-server/review/refusal.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

Response submission_response(int status, const Submission& submission);  // {"submission": ...}

// 422 with the findings; an error that is not the package's fault stays what it is.
Result<Response> refusal_response(const Refusal& refusal);

// What became of what was handed in: 202 while it is not checked, 422 with the findings if it was
// refused, else 201, or 200 for what was there before. It is waited for as long as the client
// prefers (http/prefer.hpp).
Result<Response> handed_in_response(const HandedIn& handed, const Request& request,
                                    Services& services);

// The submission, waited for in the same way.
Result<Response> waited_response(int status, const Submission& submission, const Request& request,
                                 Services& services);

}  // namespace haat::server
