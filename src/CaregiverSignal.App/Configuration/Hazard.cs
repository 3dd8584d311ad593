using System.Net;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>A setting that is valid by itself but would do harm as it is used.</summary>
/// <param name="Stops">Whether the service refuses to start with it; otherwise it is a warning.</param>
public sealed record Hazard(string Key, string Message, bool Stops)
{
    private const string Where = "settings";

    public Fault Fault => new(Where, Key, Message);

    /// <param name="listensEncrypted">Whether the program serves TLS itself, without a proxy in front.</param>
    public static IReadOnlyList<Hazard> Of(Settings settings, bool listensEncrypted) =>
        [
            .. OfSamples(settings),
            .. OfAddress(settings, settings.Mail.Mode == MailMode.Smtp),
            .. OfProxies(settings.Site, listensEncrypted),
        ];

    /// <summary>
    /// The hazards wherever mail is made: a reader would call a sample number that belongs to nobody.
    /// </summary>
    public static IReadOnlyList<Hazard> OfMail(Settings settings) =>
        [.. OfSamples(settings), .. OfAddress(settings, settings.Mail.Mode == MailMode.Smtp)];

    private static IEnumerable<Hazard> OfSamples(Settings settings)
    {
        var (support, isReal) = (settings.SupportPoint, settings.Mail.Mode == MailMode.Smtp);
        if (support.Name == Shipped.Name)
            yield return new(
                "SupportPoint:Name",
                $"is still the sample '{Shipped.Name}'; write the name by which people know you",
                isReal
            );
        if (support.Phone == Shipped.Phone)
            yield return new(
                "SupportPoint:Phone",
                $"is still the sample '{Shipped.Phone}', which nobody answers; write the number that people can call",
                isReal
            );
        if (support.Email == Shipped.Email)
            yield return new(
                "SupportPoint:Email",
                $"is still the sample '{Shipped.Email}', which nobody reads; write your address",
                isReal
            );
    }

    private static IEnumerable<Hazard> OfAddress(Settings settings, bool isReal)
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
        // A host name for this machine was probably forgotten; its IP address was written on purpose, for a trial.
        yield return IPAddress.TryParse(address.Host.Trim('[', ']'), out _) && !settings.Site.IsGuessed
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

    private static IEnumerable<Hazard> OfProxies(SiteSettings site, bool listensEncrypted)
    {
        if (site is { OpenInClear: { } address, IsHttps: false })
            yield return new(
                "Urls",
                $"has '{address}', which other machines reach over http, so that keys and answers go in the clear; listen on http://localhost and let a proxy do https, with its address in Site:BaseUrl",
                Stops: true
            );
        if (site.IsHttps && !listensEncrypted && site.Proxies.Count == 0)
            yield return new(
                "Site:Proxies",
                "is empty, though https must be done by a proxy: all readers would look like one, and shut each other out; name the proxy's address, as 127.0.0.1",
                Stops: true
            );
    }
}
