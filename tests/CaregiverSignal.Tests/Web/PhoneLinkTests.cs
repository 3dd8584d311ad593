using CaregiverSignal.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Web;

public sealed class PhoneLinkTests
{
    [Theory]
    [InlineData("088-123 45 67", "tel:0881234567")]
    [InlineData("+31 (0)20 123 45 67", "tel:+31201234567")]
    [InlineData("0031 (0) 20 1234567", "tel:0031201234567")]
    [InlineData("(0)20 123 45 67", "tel:0201234567")]
    [InlineData("(020) 123 45 67", "tel:0201234567")]
    public async Task A_number_is_dialled_without_what_is_left_out_behind_a_country(string number, string address)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);

        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (
                await renderer.RenderComponentAsync<PhoneLink>(
                    ParameterView.FromDictionary(
                        new Dictionary<string, object?> { [nameof(PhoneLink.Number)] = number }
                    )
                )
            ).ToHtmlString()
        );

        Assert.Has($"\"{address}\"", html.Replace("&#x2B;", "+", StringComparison.Ordinal));
    }
}
