#include "sdk/host/worker/launch_writer.hpp"

#include "sdk/host/wire/launch_address.hpp"

namespace haat {

LaunchWriter::LaunchWriter() : AnswerWriter("launch address") {
  sink_ = {this, tell};
}

haat_status LaunchWriter::tell(const haat_launch_sink* sink, const char* address) {
  auto& writer = *static_cast<LaunchWriter*>(sink->host_data);
  if (!writer.takes_more()) return HAAT_STOPPED;
  if (writer.told_) writer.refuse("it told two launch addresses");
  writer.told_ = true;
  const std::string_view text = address != nullptr ? address : "";
  if (const std::string trouble = wire::trouble_of_launch_address(text); !trouble.empty())
    writer.refuse("its launch address " + trouble);
  else
    writer.payload_.text(text);
  return writer.answer();
}

std::string LaunchWriter::finish() {
  if (!told_) refuse("it told no launch address");
  return payload_.bytes();
}

}  // namespace haat
