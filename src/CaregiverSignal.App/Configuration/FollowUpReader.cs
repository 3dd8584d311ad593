using System.Globalization;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Configuration;

/// <summary>Reads the settings of following up.</summary>
internal sealed class FollowUpReader(SettingValues values)
{
    public FollowUpSettings Read()
    {
        var text = values.Text("FollowUp:DigestAt", "08:30");
        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var digestAt))
        {
            values.Add("FollowUp:DigestAt", $"is '{text}'; write a local time, as 08:30");
        }

        return new FollowUpSettings(
            values.Number("FollowUp:EscalateAfterWorkingDays", 2, 1, 20),
            digestAt,
            values.Number("FollowUp:SignalsPerWeek", 0, 0, 1000),
            ReadQuietDay()
        );
    }

    private DayOfWeek? ReadQuietDay()
    {
        var text = values.Text("FollowUp:QuietDigestOn", "Mon");
        if (text.Equals("never", StringComparison.OrdinalIgnoreCase))
            return null;
        var day = Array.FindIndex(
            SettingValues.DayNames,
            name => name.Equals(text, StringComparison.OrdinalIgnoreCase)
        );
        if (day < 0)
            values.Add("FollowUp:QuietDigestOn", $"is '{text}'; write a day, as Mon, or never");
        return (DayOfWeek)((day + 1) % 7);
    }
}
