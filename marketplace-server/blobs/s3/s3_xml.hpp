#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/blobs/blobs.hpp"

namespace haat::server {

// What an object store says in XML, of which anything may be missing.

std::string error_code_of(const std::string& xml);  // "SignatureDoesNotMatch"; letters only
std::string upload_id_of(const std::string& xml);   // of InitiateMultipartUploadResult

struct S3Listing {
  struct Object {
    std::string key;
    std::uint64_t size = 0;
    Time modified;
  };
  std::vector<Object> objects;
  std::string next;  // what to go on with; empty: that was all
};
Result<S3Listing> listing_of(const std::string& xml);

// For CompleteMultipartUpload: the ETags of the parts, in their order.
std::string completion_of(const std::vector<std::string>& etags);

}  // namespace haat::server
