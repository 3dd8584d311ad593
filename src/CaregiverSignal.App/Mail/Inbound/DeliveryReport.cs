using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>One recipient's entry in a delivery report (RFC 3464).</summary>
/// <param name="Original">The address we wrote to, where the report gives it.</param>
/// <param name="Final">The address that was tried last; a different one when the mail was forwarded.</param>
public sealed record DeliveryReport(string? Original, string? Final, string? Action, string? Status, string Diagnostic)
{
    private const int MostRecipients = 50;

    /// <summary>Whether it is about this recipient, by the original address where there is one.</summary>
    public bool IsFor(string address) => (Original ?? Final ?? "").Equals(address, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The entries of a part that is a delivery report, by its type or by its content; empty for any other part.
    /// </summary>
    public static IReadOnlyList<DeliveryReport> In(MimeEntity entity)
    {
        if (entity is not MimePart { Content: not null } part)
            return [];
        if (part is not MessageDeliveryStatus)
        {
            var text = part.Text();
            if (!Has(text, "Final-Recipient:") || !(Has(text, "Action:") || Has(text, "Status:")))
                return [];
        }

        return [.. Joined(GroupsIn(part)).Where(IsAboutARecipient).Take(MostRecipients).Select(ToReport)];
    }

    private static bool Has(string text, string field) =>
        text.StartsWith(field, StringComparison.OrdinalIgnoreCase)
        || text.Contains("\n" + field, StringComparison.OrdinalIgnoreCase);

    /// <summary>The groups of fields, also where the part is sent as another type.</summary>
    private static List<HeaderList> GroupsIn(MimePart part)
    {
        using var report = new MessageDeliveryStatus { Content = part.Content };
        try
        {
            return [.. report.StatusGroups.Take(2 * MostRecipients)];
        }
        catch (FormatException)
        {
            return [];
        }
        finally
        {
            report.Content = null;
        }
    }

    /// <summary>Joins groups that a misplaced blank line had split.</summary>
    private static List<HeaderList> Joined(List<HeaderList> groups)
    {
        for (var place = groups.Count - 2; place >= 0; place--)
        {
            var (first, next) = (groups[place], groups[place + 1]);
            if (first.Contains("Status") || first.Contains("Action") || first.Any(field => next.Contains(field.Field)))
                continue;
            foreach (var field in next)
                first.Add(field.Clone());
            groups.RemoveAt(place + 1);
        }

        return groups;
    }

    private static bool IsAboutARecipient(HeaderList group) =>
        group.Contains("Final-Recipient") || group.Contains("Original-Recipient") || group.Contains("Status");

    private static DeliveryReport ToReport(HeaderList group) =>
        new(
            AddressIn(group["Original-Recipient"]),
            AddressIn(group["Final-Recipient"]),
            group["Action"]?.Trim().Split([' ', '('], 2)[0].ToLowerInvariant(),
            QuotedReply.StatusIn(group["Status"]),
            group["Diagnostic-Code"] ?? ""
        );

    private static string? AddressIn(string? field)
    {
        if (field is null)
            return null;
        var address = field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>').Trim();
        return address.Contains('@', StringComparison.Ordinal) && address.Length <= 320 ? address : null;
    }
}
