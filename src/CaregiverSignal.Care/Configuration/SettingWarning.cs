using System.Net;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>A setting that is valid in itself but harmful in use.</summary>
/// <param name="Stops">Whether the service refuses to start with it; otherwise it is a warning.</param>
public sealed record SettingWarning(string Key, string Message, bool Stops)
{
    private const string Where = "settings";

    public Fault Fault => new(Where, Key, Message);

    public static IReadOnlyList<SettingWarning> Of(Settings settings) =>
        [.. OfMail(settings), .. OfProxies(settings.Site)];

    /// <summary>Dangers whenever mail is written: a reader would call a sample number that belongs to nobody.</summary>
    public static IReadOnlyList<SettingWarning> OfMail(Settings settings)
    {
        var (support, isReal) = (settings.SupportPoint, settings.Mail.Mode == MailMode.Smtp);
        return
        [
            .. OfSample("Name", support.Name, Defaults.Name, "write the name by which people know you"),
            .. OfSample(
                "Phone",
                support.Phone,
                Defaults.Phone,
                "which nobody answers; write the number that people can call"
            ),
            .. OfSample("Email", support.Email, Defaults.Email, "which nobody reads; write your address"),
            .. OfAddress(settings, isReal),
        ];

        IEnumerable<SettingWarning> OfSample(string key, string value, string sample, string advice) =>
            value == sample ? [new($"SupportPoint:{key}", $"is still the sample '{sample}', {advice}", isReal)] : [];
    }

    private static IEnumerable<SettingWarning> OfAddress(Settings settings, bool isReal)
    {
        var (site, address) = (settings.Site, new Uri(settings.Site.BaseUrl));
        if (!address.IsLoopback)
        {
            if (!site.IsHttps)
                yield return new(
                    "Site:BaseUrl",
                    $"is '{site.BaseUrl}', and http carries keys and answers in the clear; use https (http only on this machine)",
                    Stops: true
                );
            yield break;
        }

        if (!isReal)
            yield break;
        // A host name for this machine was probably left by mistake; its IP address, or https, was set deliberately for
        // a trial.
        yield return (site.IsHttps || IPAddress.TryParse(address.Host.Trim('[', ']'), out _)) && !site.IsGuessed
            ? new(
                "Site:BaseUrl",
                $"is '{site.BaseUrl}': the links in mails open on this machine only, which is for a trial",
                Stops: false
            )
            : new(
                "Site:BaseUrl",
                $"is {(site.IsGuessed ? "empty" : $"'{site.BaseUrl}'")}, so the links in mails would lead to the reader's own machine; write the address people see, as https://vragen.example.org",
                Stops: true
            );
    }

    private static IEnumerable<SettingWarning> OfProxies(SiteSettings site)
    {
        if (site is { OpenInClear: { } address, IsHttps: false })
            yield return new(
                "Urls",
                $"has '{address}', which other machines reach over http, so that keys and answers go in the clear; listen on http://localhost and let a proxy do https, with its address in Site:BaseUrl",
                Stops: true
            );
        if (site is { IsHttps: true, ListensEncrypted: false } && site.Proxies.Count == 0)
            yield return new(
                "Site:Proxies",
                "is empty, though https must be done by a proxy: all readers would look like one, and shut each other out; name the proxy's address, as 127.0.0.1",
                Stops: true
            );
    }
}
