#include "sdk/host/wire/messages.hpp"

#include "core/json/json.hpp"
#include "sdk/host/wire/launch_address.hpp"
#include "sdk/provider/provider.h"

namespace haat::wire {

namespace {

constexpr std::size_t path_limit = 4096;
constexpr std::size_t settings_limit = 1u << 20;
constexpr std::uint32_t readable_limit = 1024;

template <class Message>
std::optional<Message> checked(const Reader& reader, Message message) {
  if (!reader.finished()) return std::nullopt;
  return message;
}

ProviderCourse read_course(Reader& reader) {
  ProviderCourse course;
  const std::uint32_t kind = reader.u32();
  if (kind == item_refused) {
    course.external_id = reader.text(HAAT_MAX_ID_BYTES);
    ProviderRefusal& refused = course.refused.emplace();
    refused.field = reader.text(HAAT_MAX_FIELD_BYTES);
    refused.reason = reader.text(HAAT_MAX_FIELD_BYTES);
    if (!is_token(course.external_id) || !is_token(refused.field) || !is_token(refused.reason))
      reader.refuse();
    return course;
  }
  if (kind != item_whole) reader.refuse();
  course.external_id = reader.text(HAAT_MAX_ID_BYTES);
  course.title = reader.text(HAAT_MAX_FIELD_BYTES);
  course.description = reader.text(HAAT_MAX_TEXT_BYTES);
  course.language = reader.text(HAAT_MAX_FIELD_BYTES);
  course.duration = reader.text(HAAT_MAX_FIELD_BYTES);
  course.version = reader.text(HAAT_MAX_FIELD_BYTES);
  course.licence = reader.text(HAAT_MAX_FIELD_BYTES);
  course.has_package = reader.u32() == 1;
  if (course.external_id.empty() || !is_token(course.external_id)) reader.refuse();
  return course;
}

}  // namespace

std::string encode(const Hello& hello) {
  Writer writer;
  writer.u32(hello.magic);
  writer.u32(hello.version);
  return writer.bytes();
}

std::optional<Hello> decode_hello(std::string_view payload) {
  Reader reader(payload);
  Hello hello;
  hello.magic = reader.u32();
  hello.version = reader.u32();
  return checked(reader, hello);
}

namespace {

void write(Writer& writer, const Start& start) {
  writer.u32(start.host_process);
  writer.u64(start.memory);
  writer.u32(start.strict);
  writer.text(start.library);
  writer.text(start.settings);
  writer.u32(static_cast<std::uint32_t>(start.readable.size()));
  for (const std::string& folder : start.readable) writer.text(folder);
  writer.u32(start.sealed);
}

Start read_start(Reader& reader) {
  Start start;
  start.host_process = reader.u32();
  start.memory = reader.u64();
  start.strict = reader.u32();
  start.library = reader.text(path_limit);
  start.settings = reader.text(settings_limit);
  const std::uint32_t folders = reader.u32();
  if (folders > readable_limit) reader.refuse();
  for (std::uint32_t i = 0; reader.ok() && i < folders; ++i) {
    start.readable.push_back(reader.text(path_limit));
  }
  start.sealed = reader.u32();
  return start;
}

}  // namespace

std::string encode(const Start& start) {
  Writer writer;
  write(writer, start);
  return writer.bytes();
}

std::optional<Start> decode_start(std::string_view payload) {
  Reader reader(payload);
  Start start = read_start(reader);
  return checked(reader, std::move(start));
}

std::string encode(const Check& check) {
  Writer writer;
  write(writer, check.start);
  writer.text(check.test);
  writer.u64(check.seed);
  writer.text(check.empty);
  writer.text(check.huge);
  return writer.bytes();
}

std::optional<Check> decode_check(std::string_view payload) {
  Reader reader(payload);
  Check check;
  check.start = read_start(reader);
  check.test = reader.text(HAAT_MAX_FIELD_BYTES);
  check.seed = reader.u64();
  check.empty = reader.text(settings_limit);
  check.huge = reader.text(settings_limit);
  return checked(reader, std::move(check));
}

std::string encode(const Verdict& verdict) {
  Writer writer;
  writer.u32(verdict.kind);
  writer.text(verdict.sentence);
  return writer.bytes();
}

std::optional<Verdict> decode_verdict(std::string_view payload) {
  Reader reader(payload);
  Verdict verdict;
  verdict.kind = reader.u32();
  verdict.sentence = reader.text(HAAT_MAX_TEXT_BYTES);
  if (verdict.kind > 2 || !is_token(verdict.sentence)) reader.refuse();
  return checked(reader, std::move(verdict));
}

std::string encode(const Ready& ready) {
  Writer writer;
  writer.text(ready.name);
  writer.text(ready.version);
  writer.u32(ready.abilities);
  writer.text(ready.missing);
  return writer.bytes();
}

std::optional<Ready> decode_ready(std::string_view payload) {
  Reader reader(payload);
  Ready ready;
  ready.name = reader.text(HAAT_MAX_FIELD_BYTES);
  ready.version = reader.text(HAAT_MAX_FIELD_BYTES);
  ready.abilities = reader.u32();
  ready.missing = reader.text(HAAT_MAX_FIELD_BYTES);
  if (!is_token(ready.name) || !is_token(ready.version) || !is_token(ready.missing))
    reader.refuse();
  return checked(reader, std::move(ready));
}

std::string encode(const NotReady& not_ready) {
  Writer writer;
  writer.u32(not_ready.for_ever);
  writer.text(not_ready.sentence);
  writer.text(not_ready.setting);
  writer.text(not_ready.reason);
  return writer.bytes();
}

std::optional<NotReady> decode_not_ready(std::string_view payload) {
  Reader reader(payload);
  NotReady not_ready;
  not_ready.for_ever = reader.u32();
  not_ready.sentence = reader.text(HAAT_MAX_TEXT_BYTES);
  not_ready.setting = reader.text(HAAT_MAX_FIELD_BYTES);
  not_ready.reason = reader.text(HAAT_MAX_FIELD_BYTES);
  if (!is_token(not_ready.sentence) || !is_token(not_ready.setting) || !is_token(not_ready.reason))
    reader.refuse();
  return checked(reader, std::move(not_ready));
}

std::string encode(const Failed& failed) {
  Writer writer;
  writer.u32(static_cast<std::uint32_t>(failed.status));
  writer.text(failed.sentence);
  return writer.bytes();
}

std::optional<Failed> decode_failed(std::string_view payload) {
  Reader reader(payload);
  Failed failed;
  failed.status = static_cast<std::int32_t>(reader.u32());
  failed.sentence = reader.text(HAAT_MAX_TEXT_BYTES);
  if (!is_token(failed.sentence)) reader.refuse();
  return checked(reader, std::move(failed));
}

namespace {

constexpr std::size_t method_limit = 32;

void write(Writer& writer, const std::vector<HttpHeader>& headers) {
  writer.u32(static_cast<std::uint32_t>(headers.size()));
  for (const HttpHeader& header : headers) {
    writer.text(header.name);
    writer.text(header.value);
  }
}

std::vector<HttpHeader> read_headers(Reader& reader) {
  std::vector<HttpHeader> headers;
  const std::uint32_t count = reader.u32();
  if (count > HAAT_MAX_HTTP_HEADERS) reader.refuse();
  std::size_t left = HAAT_MAX_HTTP_HEAD_BYTES;
  for (std::uint32_t i = 0; reader.ok() && i < count; ++i) {
    HttpHeader header;
    header.name = reader.text(left);
    left -= header.name.size();
    header.value = reader.text(left);
    left -= header.value.size();
    if (!is_token(header.name) || !is_token(header.value)) reader.refuse();
    headers.push_back(std::move(header));
  }
  return headers;
}

}  // namespace

std::string encode(const HttpRequest& request) {
  Writer writer;
  writer.text(request.method);
  writer.text(request.url);
  write(writer, request.headers);
  writer.text(request.body);
  return writer.bytes();
}

std::optional<HttpRequest> decode_http_request(std::string_view payload) {
  Reader reader(payload);
  HttpRequest request;
  request.method = reader.text(method_limit);
  request.url = reader.text(HAAT_MAX_HTTP_URL_BYTES);
  request.headers = read_headers(reader);
  request.body = reader.blob(HAAT_MAX_HTTP_BODY_BYTES);
  if (!is_token(request.method) || !is_token(request.url)) reader.refuse();
  return checked(reader, std::move(request));
}

std::string encode(const HttpHead& head) {
  Writer writer;
  writer.u32(head.status);
  write(writer, head.headers);
  return writer.bytes();
}

std::optional<HttpHead> decode_http_head(std::string_view payload) {
  Reader reader(payload);
  HttpHead head;
  head.status = reader.u32();
  head.headers = read_headers(reader);
  return checked(reader, std::move(head));
}

std::optional<ProviderPage> decode_page(std::string_view payload) {
  Reader reader(payload);
  ProviderPage page;
  const std::uint32_t courses = reader.u32();
  if (courses > HAAT_MAX_PAGE_COURSES) reader.refuse();
  for (std::uint32_t i = 0; reader.ok() && i < courses; ++i)
    page.courses.push_back(read_course(reader));
  page.next = reader.text(HAAT_MAX_ID_BYTES);
  if (!is_token(page.next)) reader.refuse();
  return checked(reader, std::move(page));
}

namespace {

ProviderRecord read_record(Reader& reader) {
  ProviderRecord record;
  const std::uint32_t kind = reader.u32();
  if (kind == item_refused) {
    record.refused = reader.text(HAAT_MAX_FIELD_BYTES);
    if (record.refused.empty() || !is_token(record.refused)) reader.refuse();
    return record;
  }
  if (kind != item_whole) reader.refuse();
  record.json = reader.text(HAAT_MAX_RECORD_BYTES);
  record.has_package = reader.u32() == 1;
  return record;
}

}  // namespace

std::optional<ProviderRecords> decode_records(std::string_view payload) {
  Reader reader(payload);
  ProviderRecords page;
  const std::uint32_t records = reader.u32();
  if (records > HAAT_MAX_PAGE_RECORDS) reader.refuse();
  for (std::uint32_t i = 0; reader.ok() && i < records; ++i) {
    page.rows.push_back(read_record(reader));
  }
  page.next = reader.text(HAAT_MAX_ID_BYTES);
  if (!is_token(page.next)) reader.refuse();
  return checked(reader, std::move(page));
}

std::optional<std::string> decode_settings_schema(std::string_view payload) {
  Reader reader(payload);
  std::string schema = reader.text(HAAT_MAX_TEXT_BYTES);
  if (const auto json = parse_json(schema, "the schema"); !json || !json->is_object())
    reader.refuse();
  return checked(reader, std::move(schema));
}

namespace {

std::string read_token(Reader& reader, std::size_t limit) {
  std::string text = reader.text(limit);
  if (!is_token(text)) reader.refuse();
  return text;
}

std::string read_id(Reader& reader) {
  std::string id = read_token(reader, HAAT_MAX_ID_BYTES);
  if (id.empty()) reader.refuse();
  return id;
}

// What follows a page that always has something that follows.
template <class Page>
void read_next(Reader& reader, Page& page) {
  page.next = read_id(reader);
  page.more = reader.u32() == 1;
}

std::optional<double> read_known(Reader& reader) {
  if (reader.u32() == 0) return std::nullopt;
  return reader.real();
}

ProviderCompletion read_completion(Reader& reader) {
  ProviderCompletion completion;
  completion.learner = read_id(reader);
  completion.external_id = read_id(reader);
  completion.began_at = read_token(reader, HAAT_MAX_FIELD_BYTES);
  completion.finished_at = read_token(reader, HAAT_MAX_FIELD_BYTES);
  completion.score = read_known(reader);
  completion.hours = read_known(reader);
  completion.certificate = read_token(reader, HAAT_MAX_FIELD_BYTES);
  return completion;
}

}  // namespace

std::optional<ProviderChanges> decode_changes(std::string_view payload) {
  Reader reader(payload);
  ProviderChanges changes;
  const std::uint32_t items = reader.u32();
  if (items > HAAT_MAX_PAGE_COURSES) reader.refuse();
  for (std::uint32_t i = 0; reader.ok() && i < items; ++i) {
    const std::uint32_t kind = reader.u32();
    if (kind == course_changed)
      changes.items.emplace_back(read_course(reader));
    else if (kind == course_gone)
      changes.items.emplace_back(ProviderTombstone{read_id(reader)});
    else
      reader.refuse();
  }
  read_next(reader, changes);
  return checked(reader, std::move(changes));
}

std::optional<ProviderCompletions> decode_completions(std::string_view payload) {
  Reader reader(payload);
  ProviderCompletions page;
  const std::uint32_t rows = reader.u32();
  if (rows > HAAT_MAX_PAGE_COMPLETIONS) reader.refuse();
  for (std::uint32_t i = 0; reader.ok() && i < rows; ++i)
    page.rows.push_back(read_completion(reader));
  read_next(reader, page);
  return checked(reader, std::move(page));
}

std::optional<PartnerHealth> decode_health(std::string_view payload) {
  Reader reader(payload);
  PartnerHealth health;
  const std::uint32_t state = reader.u32();
  if (state > HAAT_HEALTH_DOWN) reader.refuse();
  health.state = static_cast<PartnerHealth::State>(state);
  health.sentence = read_token(reader, HAAT_MAX_FIELD_BYTES);
  return checked(reader, std::move(health));
}

std::optional<CertificateAnswer> decode_certificate(std::string_view payload) {
  Reader reader(payload);
  CertificateAnswer answer;
  const std::uint32_t verdict = reader.u32();
  if (verdict > HAAT_CERTIFICATE_INVALID) reader.refuse();
  answer.verdict = static_cast<CertificateAnswer::Verdict>(verdict);
  answer.sentence = read_token(reader, HAAT_MAX_FIELD_BYTES);
  const std::uint32_t facts = reader.u32();
  if (facts > HAAT_MAX_CERTIFICATE_FACTS) reader.refuse();
  for (std::uint32_t i = 0; reader.ok() && i < facts; ++i) {
    CertificateAnswer::Fact fact;
    fact.name = read_token(reader, HAAT_MAX_FIELD_BYTES);
    fact.value = read_token(reader, HAAT_MAX_FIELD_BYTES);
    answer.facts.push_back(std::move(fact));
  }
  return checked(reader, std::move(answer));
}

std::optional<std::string> decode_launch_address(std::string_view payload) {
  Reader reader(payload);
  std::string address = reader.text(HAAT_MAX_LAUNCH_BYTES);
  if (!trouble_of_launch_address(address).empty()) reader.refuse();
  return checked(reader, std::move(address));
}

std::string encode_text(std::string_view text) {
  Writer writer;
  writer.text(text);
  return writer.bytes();
}

std::string encode_fetch(std::string_view external_id, std::uint64_t grant) {
  Writer writer;
  writer.u64(grant);
  writer.text(external_id);
  return writer.bytes();
}

std::string encode_grant(std::uint64_t bytes) {
  Writer writer;
  writer.u64(bytes);
  return writer.bytes();
}

}  // namespace haat::wire
