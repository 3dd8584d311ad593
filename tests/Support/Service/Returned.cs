using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// The fixtures of messages that came back, all invented; each is about <see cref="Id"/> to <see cref="To"/>.
/// </summary>
internal static class Returned
{
    public const string Id = "0123456789abcdef0123456789abcdef";
    public const string To = "persoon1@example.org";

    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory
            .GetFiles(Folder, "*.eml")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    private static string Folder =>
        Path.Combine(Some.Root, "tests", "CaregiverSignal.Tests", "Mail", "Returns", "Fixtures");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    /// <summary>The same message about another mail of ours.</summary>
    public static byte[] About(string name, string id, string? tagged = null)
    {
        var text = Encoding.Latin1.GetString(Bytes(name)).Replace(Id, id);
        return Encoding.Latin1.GetBytes(tagged is null ? text : "Delivered-To: " + tagged + "\n" + text);
    }

    public static ReturnedMail Read(string name) => ReturnedMail.Read(Bytes(name));
}
