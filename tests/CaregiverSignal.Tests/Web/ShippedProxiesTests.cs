using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Tests.Web;

public sealed class ShippedProxiesTests
{
    [Theory]
    [InlineData("packaging/nginx/site.conf", @"location /mensen/inlezen \{\s+client_max_body_size (\d+)m;")]
    [InlineData("packaging/container/Caddyfile", @"max_size (\d+)MiB\b")]
    public void A_proxy_lets_through_a_list_as_large_as_its_page_takes(string file, string limit)
    {
        var found = Regex.Match(File.ReadAllText(Path.Combine(Some.Root, file)), limit);

        // A list is sent as a form, and what is too large is said by the page, up to twice that.
        Assert.Equal(
            2 * SheetFile.MostBytes,
            int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * 1024 * 1024
        );
    }
}
