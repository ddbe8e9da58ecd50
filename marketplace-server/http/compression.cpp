#include "marketplace-server/http/compression.hpp"

#include <Poco/DeflatingStream.h>
#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace haat::server {
namespace {

constexpr std::size_t worth_it = 1024;  // bytes: what fits into one packet anyway gains nothing
constexpr int level = 4;                // most of what the highest gives, at a third of its time

bool is_text(const std::string& type) {
  constexpr std::array<std::string_view, 5> texts{"json", "xml", "html", "javascript", "css"};
  return std::any_of(texts.begin(), texts.end(),
                     [&](std::string_view text) { return type.find(text) != std::string::npos; });
}

// "q=0" and its longer forms: not wanted at all.
bool is_refused(const std::string& parameters) {
  return parameters.find("q=0") != std::string::npos &&
         parameters.find_first_of("123456789") == std::string::npos;
}

}  // namespace

bool accepts_gzip(const Request& request) {
  const std::string* header = request.headers.find("Accept-Encoding");
  if (!header) return false;
  bool any = false;
  const int options = Poco::StringTokenizer::TOK_TRIM | Poco::StringTokenizer::TOK_IGNORE_EMPTY;
  for (const std::string& each : Poco::StringTokenizer(*header, ",", options)) {
    const auto end = std::min(each.find(';'), each.size());
    const std::string name = Poco::toLower(Poco::trim(each.substr(0, end)));
    const bool wanted = !is_refused(each.substr(end));
    if (name == "gzip" || name == "x-gzip") return wanted;
    if (name == "*") any = wanted;
  }
  return any;
}

void compress(const Request& request, Response& response) {
  if (response.file || !is_text(response.content_type)) return;
  if (!response.headers.find("Vary")) response.headers.add("Vary", "Accept-Encoding");
  if (response.status != 200 || response.body.size() < worth_it ||
      response.headers.find("Content-Encoding") || !accepts_gzip(request))
    return;
  std::ostringstream packed;
  Poco::DeflatingOutputStream deflating(packed, Poco::DeflatingStreamBuf::STREAM_GZIP, level);
  deflating.write(response.body.data(), static_cast<std::streamsize>(response.body.size()));
  deflating.close();
  response.body = packed.str();
  response.headers.add("Content-Encoding", "gzip");
}

}  // namespace haat::server
