namespace CaregiverSignal.Mail.Inbound;

/// <summary>One recipient's entry in a delivery report (RFC 3464).</summary>
/// <param name="Original">The address we wrote to, where the report gives it.</param>
/// <param name="Final">The address that was tried last; a different one when the mail was forwarded.</param>
public sealed record DeliveryReport(string? Original, string? Final, string? Action, string? Status, string Diagnostic)
{
    private const int MostRecipients = 50;

    private static readonly string[] Fields =
    [
        "Original-Recipient",
        "Final-Recipient",
        "Action",
        "Status",
        "Diagnostic-Code",
    ];

    /// <summary>Whether it is about this recipient, by the original address where there is one.</summary>
    public bool IsFor(string address) => (Original ?? Final ?? "").Equals(address, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The entries of a part that is a delivery report, by its type or by its content; empty for any other part.
    /// </summary>
    public static IReadOnlyList<DeliveryReport> In(MimePart part)
    {
        if (part.IsEmbedded || part.Parts.Count > 0)
            return [];
        var isNamed = part.MediaType is "message/delivery-status" or "message/global-delivery-status";
        if (
            !isNamed
            && !part.MediaType.StartsWith("text/", StringComparison.Ordinal)
            && !part.MediaType.StartsWith("message/", StringComparison.Ordinal)
            && part.MediaType != "application/octet-stream"
        )
            return [];
        var text = part.Text();
        if (!isNamed && !(Has(text, "Final-Recipient:") && (Has(text, "Action:") || Has(text, "Status:"))))
            return [];
        return
        [
            .. Joined(BlocksOf(text.Split('\n')))
                .Where(block =>
                    block.Count > 0
                    && (
                        block.ContainsKey("Final-Recipient")
                        || block.ContainsKey("Original-Recipient")
                        || block.ContainsKey("Status")
                    )
                )
                .Take(MostRecipients)
                .Select(ToReport),
        ];
    }

    private static bool Has(string text, string field) =>
        text.StartsWith(field, StringComparison.OrdinalIgnoreCase)
        || text.Contains("\n" + field, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The blocks of a report: a new one begins at a blank line before a recipient, and at a field that occurs a second
    /// time.
    /// </summary>
    private static List<Dictionary<string, string>> BlocksOf(IEnumerable<string> lines)
    {
        var blocks = new List<Dictionary<string, string>> { new(StringComparer.OrdinalIgnoreCase) };
        var (wasBlank, last) = (false, (string?)null);
        foreach (var line in lines.Select(line => line.TrimEnd()))
        {
            var block = blocks[^1];
            if (line.Length == 0)
            {
                (wasBlank, last) = (true, null);
                continue;
            }

            if (line[0] is ' ' or '\t')
            {
                if (last is not null && block[last].Length < 2000)
                    block[last] += " " + line.Trim();
                continue;
            }

            last = Array.Find(Fields, field => line.StartsWith(field + ":", StringComparison.OrdinalIgnoreCase));
            if (last is null)
                continue;
            var isNext = block.ContainsKey("Original-Recipient") || block.ContainsKey("Final-Recipient");
            if (
                (wasBlank && isNext && last.EndsWith("-Recipient", StringComparison.Ordinal))
                || (block.ContainsKey(last) && last == "Final-Recipient")
            )
            {
                if (blocks.Count > MostRecipients)
                    break;
                blocks.Add(block = new(StringComparer.OrdinalIgnoreCase));
            }

            wasBlank = false;
            if (!block.TryAdd(last, line[(last.Length + 1)..].Trim()))
                last = null;
        }

        return blocks;
    }

    /// <summary>Joins blocks that a misplaced blank line had split.</summary>
    private static List<Dictionary<string, string>> Joined(List<Dictionary<string, string>> blocks)
    {
        for (var place = blocks.Count - 2; place >= 0; place--)
        {
            var (first, next) = (blocks[place], blocks[place + 1]);
            if (first.ContainsKey("Status") || first.ContainsKey("Action") || first.Keys.Any(next.ContainsKey))
                continue;
            foreach (var (field, value) in next)
                first.Add(field, value);
            blocks.RemoveAt(place + 1);
        }

        return blocks;
    }

    private static DeliveryReport ToReport(Dictionary<string, string> block) =>
        new(
            AddressIn(block.GetValueOrDefault("Original-Recipient")),
            AddressIn(block.GetValueOrDefault("Final-Recipient")),
            block.GetValueOrDefault("Action")?.Split([' ', '('], 2)[0].ToLowerInvariant(),
            QuotedReply.StatusIn(block.GetValueOrDefault("Status")),
            block.GetValueOrDefault("Diagnostic-Code") ?? ""
        );

    private static string? AddressIn(string? field)
    {
        if (field is null)
            return null;
        var address = field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>').Trim();
        return address.Contains('@', StringComparison.Ordinal) && address.Length <= 320 ? address : null;
    }
}
