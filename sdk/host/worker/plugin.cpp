#include "sdk/host/worker/plugin.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "sdk/host/wire/messages.hpp"
#include "sdk/host/worker/certificate_writer.hpp"
#include "sdk/host/worker/completion_writer.hpp"
#include "sdk/host/worker/course_writer.hpp"
#include "sdk/host/worker/delta_writer.hpp"
#include "sdk/host/worker/health_writer.hpp"
#include "sdk/host/worker/launch_writer.hpp"
#include "sdk/host/worker/record_writer.hpp"
#include "sdk/host/worker/settings_schema.hpp"

namespace haat {

namespace {

const char* word_for(haat_log_level level) {
  switch (level) {
    case HAAT_LOG_DEBUG:
      return "debug";
    case HAAT_LOG_INFO:
      return "info";
    case HAAT_LOG_WARNING:
      return "warning";
    case HAAT_LOG_ERROR:
      return "error";
    case HAAT_LOG_HOST_MISBEHAVING:
      return "the host misbehaves";
    case HAAT_LOG_PLUGIN_MISBEHAVING:
      return "misbehaves";
    default:
      return "unknown level";
  }
}

const char* stand_in(haat_status status) {
  switch (status) {
    case HAAT_NOT_FOUND:
      return "it knows no such course or page";
    case HAAT_STOPPED:
      return "it stopped, though nobody told it to";
    case HAAT_FAULT_PLUGIN:
      return "it failed by its own fault and did not say why";
    case HAAT_FAULT_HOST:
      return "it blames the host and did not say why";
    case HAAT_FAULT_SETTINGS:
      return "its settings are wrong; it did not say what";
    case HAAT_FAULT_SYSTEM:
      return "the partner's system did not answer";
    case HAAT_FAULT_DATA:
      return "the partner's data make no sense";
    default:
      return nullptr;
  }
}

// Empty: none that keeps it from being judged.
std::string trouble_of_schema(std::string_view schema) {
  if (schema.size() > HAAT_MAX_TEXT_BYTES)
    return "it has " + std::to_string(schema.size()) + " bytes (limit " +
           std::to_string(HAAT_MAX_TEXT_BYTES) + ")";
  return wire::is_text(schema) ? "" : "it is no UTF-8";
}

struct ByteSink {
  haat_byte_sink sink;
  const Plugin::OnBytes& on_bytes;
  std::thread::id thread = std::this_thread::get_id();
  bool stopped = false;

  static haat_status write(const haat_byte_sink* sink, const void* bytes, size_t size) {
    auto& self = *static_cast<ByteSink*>(sink->host_data);
    if (std::this_thread::get_id() != self.thread) return HAAT_STOPPED;
    if (!self.stopped) self.stopped = !self.on_bytes({static_cast<const char*>(bytes), size});
    return self.stopped ? HAAT_STOPPED : HAAT_OK;
  }
};

}  // namespace

Plugin::Plugin(const haat_entry& entry, std::string settings, HttpClient* http,
               std::function<bool()> stopped)
    : entry_(entry), settings_(std::move(settings)), http_(http), stopped_(std::move(stopped)) {
  host_ = {HAAT_PROVIDER_ABI, this, "Haat",  HAAT_VERSION,
           settings_.c_str(), log,  explain, get_interface};
}

Plugin::~Plugin() {
  if (provider_ != nullptr) provider_->destroy(provider_);
}

// One write a line, so that lines of several threads do not mix; the host reads them where it reads
// stderr.
void Plugin::log(const haat_host*, haat_log_level level, const char* text) {
  std::string line = std::string(word_for(level)) + ": " +
                     wire::one_line(text != nullptr ? text : "", HAAT_MAX_LOG_LINE) + "\n";
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;  // nobody is listening any more
}

void Plugin::explain(const haat_host* host, const char* sentence) {
  of(host).explanation_ = wire::one_line(sentence != nullptr ? sentence : "", HAAT_MAX_TEXT_BYTES);
}

const void* Plugin::get_interface(const haat_host* host, const char* id) {
  static constexpr haat_http http{send_http, why_http};
  static constexpr haat_settings settings{declare};
  static constexpr haat_call call{is_wanted};
  const std::string_view asked = id != nullptr ? id : "";
  if (asked == HAAT_INTERFACE_SETTINGS) return &settings;
  if (asked == HAAT_INTERFACE_CALL) return &call;
  return asked == HAAT_INTERFACE_HTTP && of(host).http_ != nullptr ? &http : nullptr;
}

std::int32_t Plugin::is_wanted(const haat_host* host) {
  const auto& stopped = of(host).stopped_;
  return stopped && stopped() ? 0 : 1;
}

haat_status Plugin::declare(const haat_host* host, const char* schema) {
  Plugin& self = of(host);
  const std::string_view text = schema != nullptr ? schema : "";
  if (!self.creating_) return HAAT_FAULT_PLUGIN;
  self.schema_trouble_ = trouble_of_schema(text);
  if (!self.schema_trouble_.empty()) return HAAT_FAULT_PLUGIN;
  self.settings_schema_ = text;
  return HAAT_OK;
}

haat_status Plugin::send_http(const haat_host* host, const haat_http_request* request,
                              const haat_http_sink* sink) {
  if (request == nullptr || sink == nullptr) return HAAT_FAULT_PLUGIN;
  return of(host).http_->send(*request, *sink);
}

const char* Plugin::why_http(const haat_host* host) {
  return of(host).http_->why().c_str();
}

Outcome Plugin::ended(haat_status status) {
  std::string sentence = std::exchange(explanation_, {});
  if (status == HAAT_OK) return {};
  const char* const usual = stand_in(status);
  if (usual == nullptr) {
    log(&host_, HAAT_LOG_PLUGIN_MISBEHAVING,
        "a call ended with a status that the contract does not know");
    return {HAAT_FAULT_PLUGIN, "it answered the unknown status " + std::to_string(status)};
  }
  return {status, sentence.empty() ? usual : std::move(sentence)};
}

Outcome Plugin::create() {
  if (entry_.descriptor == nullptr || entry_.create == nullptr) {
    return {HAAT_FAULT_PLUGIN, "its entry lacks the descriptor or create"};
  }
  creating_ = true;
  provider_ = entry_.create(&host_);
  creating_ = false;
  if (provider_ == nullptr) return ended(HAAT_FAULT_PLUGIN);
  // Whoever does not look at what declare answers would run with settings that nobody judged.
  if (!schema_trouble_.empty())
    return {HAAT_FAULT_PLUGIN, "its schema of the settings cannot be used: " + schema_trouble_};
  if (settings_schema_.empty()) return {};
  if (const auto usable = judge_schema(settings_schema_); !usable) {
    settings_schema_.clear();
    return {HAAT_FAULT_PLUGIN, usable.error().message};
  }
  return {};
}

Outcome Plugin::start() {
  if (provider_ == nullptr)
    if (Outcome outcome = create(); outcome.status != HAAT_OK) return outcome;
  if (!settings_schema_.empty())
    if (const auto fit = judge_settings(settings_, settings_schema_); !fit)
      return {HAAT_FAULT_SETTINGS, wire::one_line(fit.error().sentence, HAAT_MAX_TEXT_BYTES),
              fit.error().setting};
  if (const haat_status status = provider_->init(provider_); status != HAAT_OK)
    return ended(status);
  catalogue_ = own_interface<haat_catalogue>(HAAT_INTERFACE_CATALOGUE);
  content_ = own_interface<haat_content>(HAAT_INTERFACE_CONTENT);
  launch_ = own_interface<haat_launch>(HAAT_INTERFACE_LAUNCH);
  delta_ = own_interface<haat_delta>(HAAT_INTERFACE_DELTA);
  records_ = own_interface<haat_records>(HAAT_INTERFACE_RECORDS);
  completions_ = own_interface<haat_completions>(HAAT_INTERFACE_COMPLETIONS);
  health_ = own_interface<haat_health>(HAAT_INTERFACE_HEALTH);
  certificates_ = own_interface<haat_certificates>(HAAT_INTERFACE_CERTIFICATES);
  if (catalogue_ == nullptr) {
    return {HAAT_FAULT_PLUGIN, "it has no " HAAT_INTERFACE_CATALOGUE};
  }
  return {};
}

template <class Functions>
const Functions* Plugin::own_interface(const char* id) const {
  return static_cast<const Functions*>(provider_->get_interface(provider_, id));
}

std::uint32_t Plugin::abilities() const {
  return (content_ != nullptr ? wire::gives_content : 0u) |
         (delta_ != nullptr ? wire::tells_changes : 0u) |
         (completions_ != nullptr ? wire::tells_completions : 0u) |
         (records_ != nullptr ? wire::gives_records : 0u) |
         (health_ != nullptr ? wire::tells_health : 0u) |
         (launch_ != nullptr ? wire::launches_courses : 0u) |
         (certificates_ != nullptr ? wire::verifies_certificates : 0u);
}

std::string Plugin::name() const {
  const char* const name = entry_.descriptor->name;
  return wire::one_line(name != nullptr ? name : "", HAAT_MAX_FIELD_BYTES);
}

std::string Plugin::version() const {
  const char* const version = entry_.descriptor->version;
  return wire::one_line(version != nullptr ? version : "", HAAT_MAX_FIELD_BYTES);
}

// What the plugin tells the writer's sink, or why it failed.
template <class Writer, class Ask>
Plugin::Answer Plugin::answer(const Ask& ask) {
  Writer writer;
  writer.heed(stopped_);
  const haat_status status = ask(&writer.sink());
  if (writer.refusal().empty())
    if (Outcome outcome = ended(status); outcome.status != HAAT_OK) return {std::move(outcome), {}};
  std::string payload = writer.finish();
  explanation_.clear();
  if (!writer.refusal().empty()) return {{HAAT_FAULT_PLUGIN, writer.refusal()}, {}};
  return {{}, std::move(payload)};
}

namespace {

Plugin::Answer lacks(const char* interface) {
  return {{HAAT_FAULT_PLUGIN, std::string("it has no ") + interface}, {}};
}

}  // namespace

Plugin::Answer Plugin::list(const std::string& cursor) {
  return answer<CourseWriter>(
      [&](const auto* sink) { return catalogue_->list(provider_, cursor.c_str(), sink); });
}

Plugin::Answer Plugin::changes(const std::string& cursor) {
  if (delta_ == nullptr) return lacks(HAAT_INTERFACE_DELTA);
  return answer<DeltaWriter>(
      [&](const auto* sink) { return delta_->changes(provider_, cursor.c_str(), sink); });
}

Plugin::Answer Plugin::records(const std::string& cursor) {
  if (records_ == nullptr) return lacks(HAAT_INTERFACE_RECORDS);
  return answer<RecordWriter>(
      [&](const auto* sink) { return records_->list(provider_, cursor.c_str(), sink); });
}

Plugin::Answer Plugin::completions(const std::string& cursor) {
  if (completions_ == nullptr) return lacks(HAAT_INTERFACE_COMPLETIONS);
  return answer<CompletionWriter>(
      [&](const auto* sink) { return completions_->list(provider_, cursor.c_str(), sink); });
}

Plugin::Answer Plugin::check_health() {
  if (health_ == nullptr) return lacks(HAAT_INTERFACE_HEALTH);
  return answer<HealthWriter>([&](const auto* sink) { return health_->check(provider_, sink); });
}

Plugin::Answer Plugin::verify(const std::string& certificate) {
  if (certificates_ == nullptr) return lacks(HAAT_INTERFACE_CERTIFICATES);
  return answer<CertificateWriter>([&](const auto* sink) {
    return certificates_->verify(provider_, certificate.c_str(), sink);
  });
}

Plugin::Answer Plugin::launch(const std::string& external_id) {
  if (launch_ == nullptr) return lacks(HAAT_INTERFACE_LAUNCH);
  return answer<LaunchWriter>(
      [&](const auto* sink) { return launch_->address(provider_, external_id.c_str(), sink); });
}

Outcome Plugin::fetch(const std::string& external_id, const OnBytes& on_bytes) {
  if (content_ == nullptr) return lacks(HAAT_INTERFACE_CONTENT).outcome;
  ByteSink sink{{}, on_bytes};
  sink.sink = {&sink, ByteSink::write};
  const haat_status status = content_->fetch(provider_, external_id.c_str(), &sink.sink);
  if (sink.stopped && status == HAAT_OK) {
    log(&host_, HAAT_LOG_PLUGIN_MISBEHAVING, "fetch succeeded although the host had stopped it");
    return ended(HAAT_STOPPED);
  }
  return ended(status);
}

}  // namespace haat
