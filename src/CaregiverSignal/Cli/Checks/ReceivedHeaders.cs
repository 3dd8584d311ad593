using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Cli.Checks;

/// <summary>Checks the headers of a test message as it arrived: whether receivers can verify our domain.</summary>
public static class ReceivedHeaders
{
    private static readonly string[] OneClick = ["List-Unsubscribe", "List-Unsubscribe-Post"];

    /// <param name="message">A message from outside: nothing in it is trusted.</param>
    public static IReadOnlyList<CheckLine> Of(MimePart message)
    {
        if (AuthenticationResults.Of(message) is not { } results)
        {
            return
            [
                new(
                    "received",
                    false,
                    "has no Authentication-Results: save the message with all its headers ('show original'), from a mailbox elsewhere"
                ),
            ];
        }

        var from = DomainOf(message.Header("From") ?? "");
        return
        [
            new(
                "received",
                true,
                $"from {Shown(from)}; checked by {Shown(results.Server.Length > 0 ? results.Server : "a server without a name")}"
            ),
            Spf(results.By("spf"), from),
            Dkim(results.By("dkim"), from),
            Dmarc(results.By("dmarc")),
            Covers(message, results.By("dkim"), from),
        ];
    }

    private static CheckLine Spf(IReadOnlyList<AuthenticationResult> results, string from)
    {
        if (results is not [var spf, ..])
            return new("SPF", false, "was not looked at");
        var domain = spf.Domain("smtp.mailfrom", "smtp.helo");
        if (!spf.IsPass)
            return new(
                "SPF",
                false,
                $"{Shown(spf.Result)} for {Shown(domain)}: its SPF record does not name the relay"
            );
        return IsAligned(domain, from)
            ? new("SPF", true, $"pass for {Shown(domain)}")
            : new(
                "SPF",
                true,
                $"pass, but for {Shown(domain)} and not for {Shown(from)}, so DMARC does not count it: let Mail:Bounces be in the domain of Mail:From",
                Warns: true
            );
    }

    private static CheckLine Dkim(IReadOnlyList<AuthenticationResult> results, string from)
    {
        if (results.Count == 0 || results.All(one => one.Result == "none"))
            return new("DKIM", false, "nobody signed the message: the relay has to");
        if (results.FirstOrDefault(one => one.IsPass && IsAligned(SignerOf(one), from)) is { } own)
            return new("DKIM", true, $"pass for {Shown(SignerOf(own))}");
        return results.FirstOrDefault(one => one.IsPass) is { } other
            ? new(
                "DKIM",
                false,
                $"pass, but for {Shown(SignerOf(other))} and not for {Shown(from)}: let the relay sign for your own domain"
            )
            : new(
                "DKIM",
                false,
                $"{Shown(results[0].Result)} for {Shown(SignerOf(results[0]))}: the key in the DNS is another one, or the message was changed on its way"
            );
    }

    private static CheckLine Dmarc(IReadOnlyList<AuthenticationResult> results) =>
        results switch
        {
            [] => new("DMARC", true, "was not looked at; another receiver may", Warns: true),
            [{ IsPass: true }, ..] => new("DMARC", true, "pass"),
            [{ Result: "none" or "bestguesspass" }, ..] => new("DMARC", false, "there is no record"),
            [var other, ..] => new(
                "DMARC",
                false,
                $"{Shown(other.Result)}: neither SPF nor DKIM passes for the domain of the sender"
            ),
        };

    /// <summary>
    /// Large receivers show the one-click button only when the signature covers both of its headers (RFC 8058).
    /// </summary>
    private static CheckLine Covers(MimePart message, IReadOnlyList<AuthenticationResult> dkim, string from)
    {
        if (OneClick.Any(name => message.Header(name) is null))
            return new("one-click", true, "this message has no List-Unsubscribe; look at an invitation", Warns: true);
        var signatures = message.All("DKIM-Signature").Select(TagsOf).ToList();
        var good = dkim.Where(one => one.IsPass && IsAligned(SignerOf(one), from)).Select(SignerOf).ToHashSet();
        var uncovered = signatures
            .Where(tags => good.Contains(tags.GetValueOrDefault("d", "").ToLowerInvariant()))
            .Select(Uncovered)
            .ToList();
        if (uncovered.Count == 0)
            return new("one-click", false, "no signature of the own domain holds for List-Unsubscribe");
        return uncovered.Exists(names => names.Count == 0)
            ? new("one-click", true, "the signature covers List-Unsubscribe and List-Unsubscribe-Post")
            : new(
                "one-click",
                false,
                $"the signature does not cover {string.Join(" and ", uncovered[0])}: let the relay sign that too"
            );
    }

    private static List<string> Uncovered(Dictionary<string, string> signature)
    {
        var covered = signature.GetValueOrDefault("h", "").Split(':', StringSplitOptions.TrimEntries);
        return [.. OneClick.Where(name => !covered.Contains(name, StringComparer.OrdinalIgnoreCase))];
    }

    private static Dictionary<string, string> TagsOf(string signature)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in signature.Split(';').Select(tag => tag.Split('=', 2)).Where(pair => pair.Length == 2))
            tags.TryAdd(pair[0].Trim(), pair[1].Trim());
        return tags;
    }

    private static string SignerOf(AuthenticationResult dkim) => dkim.Domain("header.d", "header.i");

    /// <summary>
    /// Whether the domains are equal or one is a subdomain of the other. DMARC requires the same registered domain,
    /// which only the public suffix list could tell.
    /// </summary>
    private static bool IsAligned(string one, string other) =>
        one.Length > 0
        && other.Length > 0
        && (
            one == other
            || one.EndsWith("." + other, StringComparison.Ordinal)
            || other.EndsWith("." + one, StringComparison.Ordinal)
        );

    private static string DomainOf(string mailbox)
    {
        var address = mailbox[(mailbox.LastIndexOf('<') + 1)..].Split('>')[0].Trim();
        return address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
    }

    private static string Shown(string text) => text.Length == 0 ? "nobody" : OneLine.Shown(text);
}
