#pragma once

#include "core/result.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/http/request.hpp"

namespace haat::server {

// First step of the intake: the upload, on disk, with exactly the bytes that the client announced.
// It was written in pieces; its size costs no memory. ("upload-truncated",
// "content-digest-mismatch")
Result<TemporaryFile> receive_package(const Request& request, const Blobs& blobs);

}  // namespace haat::server
