# harvest.pl SERVER FILL: a harvester that shares no line with us (HTTP::OAI, of EPrints) takes the whole catalogue of a
# server with 250 courses, and finds in it what the catalogue's own API has.
use strict;
use warnings;
use File::Temp qw(tempdir);
use HTTP::OAI;
use LWP::UserAgent;
use Test::More;

my ($server, $fill) = @ARGV;
my $data = tempdir(CLEANUP => 1);
system($fill, $data, 250) == 0 or die "the catalogue cannot be filled";
my $child = open(my $said, '-|', $server, '--data', $data, '--listen', '127.0.0.1:0', '--admin-email', 'library@example.org')
  or die "the server does not start";
my ($url) = scalar(<$said>) =~ m{(http://\S+)};

my $agent = LWP::UserAgent->new;
my $harvester = HTTP::OAI::Harvester->new(baseURL => "$url/oai", debug => 0);

my $identity = $harvester->Identify;
ok $identity->is_success, 'Identify' or diag $identity->message;
is $identity->baseURL, "$url/oai", 'the base URL';
is $identity->deletedRecord, 'persistent', 'deleted records are kept';
is $identity->earliestDatestamp, '2026-01-01T00:00:00Z', 'the first change';

my $formats = $harvester->ListMetadataFormats;
is join(' ', map { $_->metadataPrefix } $formats->metadataFormat), 'oai_dc', 'formats';
is join(' ', sort map { $_->setSpec } $harvester->ListSets->set), 'language-en language-hi', 'sets';

sub all {
  my ($verb, %arguments) = @_;
  my @items;
  my $list = $harvester->$verb(metadataPrefix => 'oai_dc', %arguments, onRecord => sub { push @items, $_[0] });
  die $list->message unless $list->is_success;
  return @items;
}

my @records = all('ListRecords');
is scalar @records, 250, 'all records, in three pieces';
my @deleted = grep { $_->header->is_deleted } @records;
is scalar @deleted, 2, 'those that left are told as deleted';
my %seen = map { $_->identifier => 1 } @records;
is scalar keys %seen, 250, 'none twice';

my ($cursor, %live) = ('');
do {
  my $page = $agent->get("$url/api/v1/courses?limit=200&cursor=$cursor")->decoded_content;
  $live{"urn:haat:course:$1"} = 1 while $page =~ /"id":"(org[^"]+)","key_since/g;
  $cursor = $page =~ /"next":"([^"]+)"/ ? $1 : '';
} while ($cursor);
is_deeply [sort map { $_->identifier } grep { !$_->header->is_deleted } @records], [sort keys %live],
  'what is live is what the API lists';

is scalar(all('ListIdentifiers')), 250, 'identifiers';
my @hindi = all('ListIdentifiers', set => 'language-hi');
cmp_ok scalar @hindi, '<', 250, 'a set is a part';
is scalar(grep { !grep { $_ eq 'language-hi' } $_->setSpec } @hindi), 0, 'and says so in each header';
is scalar(all('ListIdentifiers', from => '2026-01-01T00:00:10Z', until => '2026-01-01T00:00:19Z')), 10, 'a span, both ends in';
is scalar(all('ListIdentifiers', from => '2026-01-01', until => '2026-01-01')), 250, 'a day';

my $one = $records[7];
my $record = $harvester->GetRecord(identifier => $one->identifier, metadataPrefix => 'oai_dc')->next;
is $record->identifier, $one->identifier, 'one record';
my $text = $record->metadata->dom->toString;
like $text, qr{<dc:title xml:lang="en">}, 'with its title';
like $text, qr{<dc:identifier>\Q$url\E/api/v1/courses/}, 'and where it is';
ok !$harvester->GetRecord(identifier => 'urn:haat:course:none', metadataPrefix => 'oai_dc')->is_success, 'not what is not there';

my $form = $agent->post("$url/oai", { verb => 'Identify' });
like $form->decoded_content, qr{<adminEmail>library\@example.org</adminEmail>}, 'asked by a form';
ok kill('TERM', $child), 'the server is told to end';
close $said;
is $?, 0, 'and ends in order';
done_testing;
