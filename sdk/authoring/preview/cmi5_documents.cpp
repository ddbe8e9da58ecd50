#include "sdk/authoring/preview/cmi5_documents.hpp"

#include "core/json/json.hpp"

namespace haat {

namespace {

constexpr std::size_t most_documents = 2000;
constexpr std::size_t most_bytes = std::size_t{32} << 20;

std::string tag(std::uint64_t revision) {
  return "\"" + std::to_string(revision) + "\"";
}

// POST merges the members of one object into another (2.2, "JSON Procedure").
std::optional<std::string> merged(const std::string& before, const std::string& change) {
  auto whole = parse_json(before, "document");
  auto part = parse_json(change, "document");
  if (!whole || !part || !whole->is_object() || !part->is_object()) return std::nullopt;
  whole->update(*part);
  return whole->dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Cmi5Documents::Answer Cmi5Documents::answer(const std::string& place, const std::string& id,
                                            const Request& request) {
  auto& documents = places_[place];
  const auto found = documents.find(id);
  const bool there = found != documents.end();
  if (request.method == "GET" || request.method == "HEAD") {
    if (!there) return {.status = 404, .body = "", .etag = ""};
    return {.status = 200, .body = found->second.body, .etag = tag(found->second.revision)};
  }
  if (there && request.if_none_match == "*") return {.status = 412, .body = "", .etag = ""};
  if (!request.if_match.empty() && (!there || request.if_match != tag(found->second.revision)))
    return {.status = 412, .body = "", .etag = ""};
  if (request.method == "DELETE") {
    if (!there) return {};
    bytes_ -= found->second.body.size();
    --documents_;
    documents.erase(found);
    return {};
  }
  if (request.method == "PUT") {
    if (request.guarded && there && request.if_match.empty())
      return {.status = 409, .body = "", .etag = ""};
    return change(place, id, request.body);
  }
  if (request.method != "POST") return {.status = 405, .body = "", .etag = ""};
  if (!there) return change(place, id, request.body);
  auto both = merged(found->second.body, request.body);
  if (!both) return {.status = 400, .body = "", .etag = ""};
  return change(place, id, *std::move(both));
}

Cmi5Documents::Answer Cmi5Documents::change(const std::string& place, const std::string& id,
                                            std::string body) {
  auto& documents = places_[place];
  const auto found = documents.find(id);
  const std::size_t before = found == documents.end() ? 0 : found->second.body.size();
  if (bytes_ - before + body.size() > most_bytes ||
      (found == documents.end() && documents_ >= most_documents))
    return {.status = 413, .body = "", .etag = ""};
  if (found == documents.end()) ++documents_;
  bytes_ += body.size() - before;
  auto& document = documents[id];
  document = {.body = std::move(body), .revision = ++revision_};
  return {.status = 204, .body = "", .etag = tag(document.revision)};
}

std::vector<std::string> Cmi5Documents::ids(const std::string& place) const {
  std::vector<std::string> all;
  if (const auto found = places_.find(place); found != places_.end())
    for (const auto& [id, document] : found->second) all.push_back(id);
  return all;
}

void Cmi5Documents::put(const std::string& place, const std::string& id, std::string body) {
  change(place, id, std::move(body));
}

std::size_t Cmi5Documents::size_of(const std::string& place, const std::string& id) const {
  const auto documents = places_.find(place);
  if (documents == places_.end()) return 0;
  const auto found = documents->second.find(id);
  return found == documents->second.end() ? 0 : found->second.body.size();
}

void Cmi5Documents::clear() {
  places_.clear();
  documents_ = 0;
  bytes_ = 0;
}

}  // namespace haat
