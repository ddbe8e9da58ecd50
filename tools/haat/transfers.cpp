#include "tools/haat/transfers.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {

Result<TransferClient> connect_transfers(const std::string& server) {
  HAAT_TRY(const Login login, choose_login(server));
  return TransferClient::create(login.server, login.token);
}

void print_transfer(Io& io, const CourseTransfer& transfer) {
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) io.out << name << printable(value) << "\n";
  };
  io.out << printable(transfer.course) << "\n";
  line("  transfer   ", transfer.id);
  line("  from       ", transfer.from);
  line("  to         ", transfer.to);
  line("  state      ", transfer.state);
  line("  offered    ", transfer.offered_at + " by " + transfer.offered_by);
  line("  because    ", transfer.reason);
  if (transfer.ended_by.empty())
    line("  good until ", transfer.expires_at);
  else
    line("  answered   ", transfer.ended_at + " by " + transfer.ended_by);
  line("  answer     ", transfer.answer);
}

}  // namespace haat::cli
