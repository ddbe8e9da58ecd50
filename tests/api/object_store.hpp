#pragma once

#include <filesystem>
#include <string>

namespace haat::test {

// Whether servers of these tests keep packages in an object store: the environment's HAAT_TEST_S3
// names the file in which tests/s3/start.sh has written where it is.
bool on_s3();
std::string s3_endpoint();

// What --blobs is for the server with this data folder: objects below a prefix of its own in a
// bucket that is there, reached by the endpoint, with further settings ("&patience=2").
std::string blobs_of(const std::filesystem::path& data, const std::string& endpoint = s3_endpoint(),
                     const std::string& more = "");

}  // namespace haat::test
