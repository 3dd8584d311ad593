using System.Net;

namespace CaregiverSignal.Cli.Checks;

/// <summary>
/// Lists the DNS records without which large receivers refuse mail, and how to check them; it looks nothing up.
/// </summary>
public static class SenderRecords
{
    /// <param name="from">The address caregivers see as the sender.</param>
    /// <param name="relay">The relay's name or address.</param>
    public static IReadOnlyList<string> Of(string from, string relay)
    {
        var domain = from[(from.LastIndexOf('@') + 1)..];
        return
        [
            $"DNS records for {domain}. They are not looked up here: whoever runs the domain makes them, and the commands show them.",
            .. IsExample(domain)
                ?
                [
                    $"{domain} is an example, and no receiver takes mail from it: set Mail:From to an address of your own.",
                ]
                : Array.Empty<string>(),
            "",
            "SPF: which machines may send for the domain. One such record, with ten look-ups at most; add to it when there is one.",
            $"  {domain}.  TXT  \"v=spf1 {Permitted(relay)} ~all\"",
            "  (a relay of a provider: its own 'include:', as its manual says, instead)",
            $"  test: dig +short TXT {domain}",
            "",
            "DKIM: the relay signs each message. It makes the key and its name, the selector; ours is in SELECTOR here.",
            $"  SELECTOR._domainkey.{domain}.  TXT  \"v=DKIM1; k=rsa; p=THE PUBLIC KEY\"",
            "  The signature must cover From, Subject, Date, To, List-Unsubscribe and List-Unsubscribe-Post.",
            $"  test: dig +short TXT SELECTOR._domainkey.{domain}",
            "",
            "DMARC: what receivers do with mail that passes neither, and where they report it. Begin with none, read the reports, then quarantine.",
            $"  _dmarc.{domain}.  TXT  \"v=DMARC1; p=none; rua=mailto:postmaster@{domain}\"",
            $"  test: dig +short TXT _dmarc.{domain}",
            "",
            $"MX: without it no answer and no returned mail comes back to {from}.",
            $"  test: dig +short MX {domain}",
            "",
            $"Best proof: look at the headers of the test message where it arrived ('show original'). Its Authentication-Results must say spf=pass, dkim=pass and dmarc=pass, for {domain}. A free mailbox at a large provider shows it too.",
        ];
    }

    private static string Permitted(string relay) =>
        IPAddress.TryParse(relay.Trim('[', ']'), out var address)
            ? IPAddress.IsLoopback(address)
                ? Own
                : (address.GetAddressBytes().Length == 4 ? "ip4:" : "ip6:") + address
            : relay.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                ? Own
                : "a:" + relay;

    private const string Own = "ip4:THE ADDRESS THIS MACHINE IS SEEN WITH";

    private static bool IsExample(string domain) =>
        domain is "localhost" or "example.org" or "example.com" or "example.net"
        || Array.Exists(
            [".example.org", ".example.com", ".example.net", ".example", ".test", ".invalid", ".localhost"],
            end => domain.EndsWith(end, StringComparison.OrdinalIgnoreCase)
        );
}
