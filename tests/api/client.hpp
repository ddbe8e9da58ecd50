#pragma once

#include <map>
#include <string>

namespace haat::test {

struct Answer {
  int status = 0;
  std::multimap<std::string, std::string> headers;
  std::string body;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  std::string problem()
      const;  // the id: what stands behind "/problems/" in "type"; empty if it is none
};

struct Call {
  std::string method = "GET";
  std::string target;
  std::string token;  // empty: none
  std::string body;
  std::string type;  // Content-Type; empty: none
  std::map<std::string, std::string> headers;
};

// Asks a server on 127.0.0.1, each time on a connection of its own.
Answer ask(unsigned short port, const Call& call);

Call get(const std::string& target, std::map<std::string, std::string> headers = {},
         const std::string& token = "");

// The headers of an upload, with the digest of the bytes.
Call upload(const std::string& token, std::string zip);
Call post_json(const std::string& target, const std::string& token, std::string json);

// Sends these bytes and nothing else, closes its sending half if asked to, and gives back all that
// comes until the server closes, or has given so many answers and is silent for a second.
enum class Then { wait, close_sending };
std::string send_raw(unsigned short port, const std::string& bytes, Then then = Then::wait,
                     int answers = 1);

}  // namespace haat::test
