#pragma once

#include "core/result.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/review/refusal.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

Response submission_response(int status, const Submission& submission);  // {"submission": ...}

// 422 with the findings; an error that is not the package's fault stays what it is.
Result<Response> refusal_response(const Refusal& refusal);

Result<Response> created_response(const Judged<Submission>& judged);

}  // namespace haat::server
