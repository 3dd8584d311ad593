global using CaregiverSignal.Text;
global using Microsoft.Extensions.Time.Testing;
global using Xunit;
