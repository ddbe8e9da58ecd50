#pragma once

#include <Poco/Net/HTTPServerResponse.h>

#include <string>

#include "marketplace-server/http/response.hpp"

namespace haat::server {

// Sends head and body; a file goes from the disk to the socket without passing through this
// program's memory. False if the client did not take all of it. A header that we made with a
// control character in it is a mistake of ours: the answer is then a 500 without it.
bool send(const Response& response, bool head_only, Poco::Net::HTTPServerResponse& raw, int socket,
          const std::string& software);

}  // namespace haat::server
