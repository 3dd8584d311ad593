namespace CaregiverSignal.Web;

/// <summary>A page with only a message: a dead link, an error of ours, a confirmation.</summary>
public sealed record MessagePage(string Title, IReadOnlyList<string> Paragraphs) : Shown
{
    private static readonly Texts Words = Texts.Of("Web.Shared");

    /// <summary>The button to continue; null if none.</summary>
    public (string Label, string Path)? Way { get; init; }

    public (string Label, string Path)? OtherWay { get; init; }

    /// <summary>What a button takes back, and its address; null if none.</summary>
    public (string Action, string Choice, string Label)? Undo { get; init; }

    /// <summary>What they typed that was not kept, to copy; empty if nothing.</summary>
    public string TheirWords { get; init; } = "";

    /// <summary>Whether only staff read it, without the links of a caregiver's page.</summary>
    public bool ForStaff { get; init; }

    public override Reader Reader => ForStaff ? Reader.Other : Reader.Caregiver;

    public static (string Label, string Path) ToOwnPage => (Words["OwnPage"], PageRoutes.OwnPage);

    /// <summary>A page with title and up to nine paragraphs under <paramref name="key"/> in Web/Shared.resx.</summary>
    public static MessagePage Of(string key, params (string, string)[] fill)
    {
        var paragraphs = new List<string>();
        for (var number = 1; Words.Has($"{key}{number}"); number++)
            paragraphs.Add(Words[$"{key}{number}", fill]);
        return new MessagePage(Words[key + "Title", fill], paragraphs);
    }
}
