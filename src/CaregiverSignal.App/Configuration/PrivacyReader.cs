using CaregiverSignal.Privacy;

namespace CaregiverSignal.Configuration;

/// <summary>Reads what the support point says on the privacy page.</summary>
internal sealed class PrivacyReader(SettingValues values)
{
    /// <summary>Enough for a paragraph; more belongs on a page of the support point's own.</summary>
    private const int Longest = 500;

    public PrivacySettings Read() =>
        new(Words("Controller"), Words("Address"), Words("Officer"), Words("Ground"), Words("Processors"));

    private string? Words(string name)
    {
        var key = "Privacy:" + name;
        var words = values.Optional(key);
        if (words?.Length > Longest)
            values.Add(key, $"is longer than {Longest} characters");
        return words;
    }
}
