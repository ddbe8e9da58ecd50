#include "plugins/partner/url.hpp"

#include <libxml/uri.h>

#include <memory>
#include <string_view>

namespace partner {

namespace {

struct Free {
  void operator()(xmlURIPtr uri) const { ::xmlFreeURI(uri); }
  void operator()(xmlChar* text) const { ::xmlFree(text); }
  void operator()(char* text) const { ::xmlFree(text); }
};

std::string text_of(const char* part) {
  return part == nullptr ? "" : part;
}

std::string decode(const std::string& text) {
  const std::unique_ptr<char, Free> decoded(::xmlURIUnescapeString(text.c_str(), 0, nullptr));
  return text_of(decoded.get());
}

}  // namespace

std::string encode(const std::string& text) {
  const std::unique_ptr<xmlChar, Free> encoded(
      ::xmlURIEscapeStr(reinterpret_cast<const xmlChar*>(text.c_str()), nullptr));
  if (!encoded) throw std::bad_alloc();
  return reinterpret_cast<const char*>(encoded.get());
}

std::string form(const std::vector<Field>& fields) {
  std::string all;
  for (const auto& [name, value] : fields)
    all += (all.empty() ? "" : "&") + encode(name) + "=" + encode(value);
  return all;
}

Address address_of(const std::string& url) {
  const std::unique_ptr<xmlURI, Free> uri(::xmlParseURI(url.c_str()));
  if (!uri || uri->server == nullptr || uri->user != nullptr || uri->fragment != nullptr) return {};
  const std::string scheme = text_of(uri->scheme);
  if (scheme != "http" && scheme != "https") return {};
  const std::string port = uri->port > 0 ? ":" + std::to_string(uri->port) : "";
  return {scheme, uri->server + port, text_of(uri->path), text_of(uri->query_raw)};
}

std::string query_value(const std::string& query, std::string_view name) {
  for (std::size_t from = 0; from < query.size();) {
    const std::size_t end = std::min(query.find('&', from), query.size());
    const std::string field = query.substr(from, end - from);
    const std::size_t equals = std::min(field.find('='), field.size());
    if (decode(field.substr(0, equals)) == name)
      return equals < field.size() ? decode(field.substr(equals + 1)) : "";
    from = end + 1;
  }
  return {};
}

}  // namespace partner
